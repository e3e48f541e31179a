"""What keeps the site going by itself: scheduled work, links, the package index, caches before it, its nodes."""
