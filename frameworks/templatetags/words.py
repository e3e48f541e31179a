"""How words begin, and values as people say them."""

from django import template

from frameworks.pythons import python_words
from frameworks.vocabulary import sentence_case

register = template.Library()
register.filter("sentence_case", sentence_case, is_safe=True)
register.filter("python_words", python_words)
