"""One search for all that the desk has: the site's own index, and what only the desk may see, read as it is now."""
