"""How words begin, and values as people say them."""

from django import template

from curation.web.filters.fields import sentence_case
from frameworks.pythons import python_words

register = template.Library()
register.filter("sentence_case", sentence_case, is_safe=True)
register.filter("python_words", python_words)
