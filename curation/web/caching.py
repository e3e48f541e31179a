"""What caches between the site and its readers are told.

Nothing public is older than a minute anywhere, even where a cache passes it on without its age, and that one to a
browser: 1 second in a node, then ``s-maxage`` and ``max-age``, each with ``stale-while-revalidate`` on top. A cache
that is told of publications has none of it.
"""

PUBLIC = "public, max-age=10, s-maxage=20, stale-while-revalidate=10, stale-if-error=86400"
"""An answer that is the same for everybody; while the site is down, a cache may show it for a day."""
SIGNED_IN = "private, no-cache"
"""The same for somebody who is signed in, and wants to see what they have just published."""
PRIVATE = "no-store"
UNKNOWN = "no-cache"
"""Refusals and redirects: right now, and perhaps not in a moment."""
