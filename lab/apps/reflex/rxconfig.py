import reflex as rx

config = rx.Config(
    app_name="shop",
    disable_plugins=[rx.plugins.SitemapPlugin],
    show_built_with_reflex=False,
    telemetry_enabled=False,
)
