"""Changes in the admin: the lists of them, deciding on one, editing it again, taking it back."""
