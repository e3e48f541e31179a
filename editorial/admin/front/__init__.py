"""The admin's first page: what there is to do, then every table with a sentence."""
