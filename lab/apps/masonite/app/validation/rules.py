import re

from masonite.validation import BaseValidation


# [t01]
class whole_number(BaseValidation):
    def __init__(self, validations, min, max, messages={}, raises={}):
        super().__init__(validations, messages=messages, raises=raises)
        self.min = min
        self.max = max

    def passes(self, attribute, key, dictionary):
        return re.fullmatch(r"\d+", str(attribute)) and self.min <= int(attribute) <= self.max

    def message(self, key):
        return f"The {key} must be a whole number from {self.min} to {self.max}."
# [/t01]


# [t02]
class text(BaseValidation):
    def __init__(self, validations, pattern, messages={}, raises={}):
        super().__init__(validations, messages=messages, raises=raises)
        self.pattern = pattern

    def passes(self, attribute, key, dictionary):
        return isinstance(attribute, str) and re.fullmatch(self.pattern, attribute, re.DOTALL)

    def message(self, key):
        return f"The {key} must be text of the form {self.pattern}."


class positive(BaseValidation):
    def passes(self, attribute, key, dictionary):
        return isinstance(attribute, (int, float)) and attribute > 0

    def message(self, key):
        return f"The {key} must be a number greater than 0."
# [/t02]
