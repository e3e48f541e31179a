"""Rows of one type as a CSV or XLSX file, and such a file as edits."""
