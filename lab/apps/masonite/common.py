# generated: config, wsgi.py, app/Kernel.py, app/middlewares, app/models
# break: limit 51 and quantity 100 are accepted, the page lists 19 products
# note: all but the controllers, the rules and the two page templates is what `project start` generates, without tests, migrations and Node files
# note: Masonite's own rules raise on null and on signs, so three rules are added, as its documentation shows
from wsgi import application as app
