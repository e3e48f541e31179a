"""A request to the API, as its views and its pages of lists know it."""

from rest_framework.request import Request

from frameworks.record import Record


class ReadRequest(Request):
    """A request to the API, with the record it reads from."""

    record: Record
