"""The catalogue as files: where each row lives, reading, checking, three-way loading and export."""
