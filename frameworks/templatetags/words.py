"""How words begin."""

from django import template

from frameworks.vocabulary import sentence_case

register = template.Library()
register.filter("sentence_case", sentence_case, is_safe=True)
