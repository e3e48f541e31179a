# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: the validators are pyDAL's, made for forms: an empty value is passed for null and for what is missing, and a price is at least 0.01
from py4web.core import wsgi

app = wsgi(apps_folder="common_apps", dashboard_mode="none")
