# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: validators are pyDAL's, made for forms: an empty value is passed for null and for what is missing
from py4web.core import wsgi

app = wsgi(apps_folder="common_apps", dashboard_mode="none")
