"""What the finder asks, and the weights that each answer presets.

The highest weight that an answer gives a factor counts; what no answer names is ignored. Facts come before opinions,
and each preset has its reason, which ``/method/`` prints. None is tuned for a single text: ``manage.py
finder_agreement`` prints how often they agree with guides and with published texts.
"""

from reviews.finder.questions.choices import DECISIVE, IMPORTANT, MINOR, Choice, FinderQuestion, sides, weights

BUILT_IN_FIRST = "What must come with it is a filter already; this puts what is built in before what is an extension."
# What guides think is never preset above minor: that a test holds.
COMMON = weights(adoption=MINOR, learn=MINOR, ecosystem=MINOR)
MANY = " For what many build upon, help and people are easier to find."

BUILD = FinderQuestion(
    "build",
    "What are you building?",
    (
        Choice(
            "site",
            "Site with back office",
            weights(
                admin=DECISIVE,
                database=DECISIVE,
                pages=DECISIVE,
                accounts=IMPORTANT,
                security=IMPORTANT,
                lts=MINOR,
                upkeep=MINOR,
                **COMMON,
            ),
            why="Such a site is staff who edit, tables that change and pages that show them; whichever of the three is "
            "missing is weeks of work. Accounts and protection come next, because forms from strangers arrive." + MANY,
        ),
        Choice(
            "api",
            "JSON API",
            weights(
                api=DECISIVE,
                accounts=MINOR,
                database=MINOR,
                async_=MINOR,
                upkeep=MINOR,
                footprint=MINOR,
                cost=MINOR,
                **COMMON,
            ),
            why="Checking what comes in and describing what goes out is what an API does all day. Accounts and the "
            "database count, but many teams bring their own; async, little processor time and a small install help "
            "where a service waits for others and runs in many copies." + MANY,
        ),
        Choice(
            "service",
            "Small service",
            weights(
                footprint=DECISIVE,
                tools=IMPORTANT,
                api=MINOR,
                pages=MINOR,
                upkeep=MINOR,
                start=MINOR,
                size=MINOR,
                **COMMON,
            ),
            sides(size="small"),
            why="What is small should stay small, so how little comes along counts most; and it should stand within an "
            "hour, so what one starts with comes next. It may answer JSON or a page, and runs beside others, so how "
            "quickly it starts and how little memory it holds count too." + MANY,
        ),
        Choice(
            "realtime",
            "Real-time connections",
            weights(
                websockets=DECISIVE,
                connections=DECISIVE,
                api=MINOR,
                accounts=MINOR,
                upkeep=MINOR,
                footprint=MINOR,
                sockets=IMPORTANT,
                cost=MINOR,
                **COMMON,
            ),
            why="Many connections that stay open need handlers that wait without a thread each, and a way to push. "
            "Nothing else makes up for it, so both outweigh support for years, whatever else is answered; what each "
            "connection holds in memory decides how many fit on a machine." + MANY,
        ),
    ),
)

NEED = FinderQuestion(
    "need",
    "What must come with it?",
    (
        Choice("admin", "Admin back office", weights(admin=DECISIVE), features=("admin-ui",), why=BUILT_IN_FIRST),
        Choice(
            "database",
            "Database and migrations",
            weights(database=DECISIVE),
            features=("orm", "migrations"),
            why=BUILT_IN_FIRST,
        ),
        Choice(
            "accounts",
            "Accounts and permissions",
            weights(accounts=DECISIVE),
            features=("authentication", "permissions"),
            why=BUILT_IN_FIRST,
        ),
        Choice(
            "openapi",
            "Validation and OpenAPI",
            weights(api=DECISIVE),
            features=("request-validation", "openapi"),
            why=BUILT_IN_FIRST,
        ),
        Choice("websockets", "WebSockets", weights(websockets=DECISIVE), features=("websockets",), why=BUILT_IN_FIRST),
        Choice("wsgi", "Plain WSGI, without async", features=("wsgi",)),
        Choice("lts", "Long-term support", weights(lts=DECISIVE), features=("lts-policy",), why=BUILT_IN_FIRST),
    ),
    several=True,
)

TEAM = FinderQuestion(
    "team",
    "What does the team know?",
    (
        Choice(
            "new",
            "New to web frameworks",
            weights(tools=IMPORTANT, security=IMPORTANT, conventions=IMPORTANT, **COMMON),
            why="Who is new does not know the traps yet: protection that is there unasked, one way to do a thing, and "
            "tools that need no choosing spare the most." + MANY,
        ),
        Choice(
            "sync",
            "Frameworks, but not async",
            weights(sync=IMPORTANT, learn=MINOR),
            why="Code that never awaits runs best where nothing asks for it.",
        ),
        Choice(
            "async",
            "At home with async",
            weights(async_=IMPORTANT, learn=MINOR),
            why="A team that awaits everything wants to await the database too.",
        ),
    ),
)

GROWTH = FinderQuestion(
    "growth",
    "How big will it grow?",
    (
        Choice(
            "small",
            "It stays small",
            weights(footprint=MINOR, size=MINOR),
            sides(size="small"),
            why="The less comes along, the less there is to keep up to date.",
        ),
        Choice(
            "medium",
            "Mid-sized",
            weights(upkeep=MINOR, database=MINOR, size=MINOR, ecosystem=MINOR, adoption=MINOR),
            sides(size="medium"),
            why="What grows gets tables, and lives long enough to need the next release." + MANY,
        ),
        Choice(
            "large",
            "Large, for years",
            weights(lts=MINOR, security=MINOR, upkeep=IMPORTANT, size=MINOR, ecosystem=MINOR, adoption=MINOR),
            sides(size="large"),
            why="Over years, a project that goes on releasing counts most. Versions with years of fixes and protection "
            "unasked count too, but never as much as what it is built for; who must have them says so above." + MANY,
        ),
    ),
)

STRUCTURE = FinderQuestion(
    "structure",
    "Who should decide the structure?",
    (
        Choice(
            "rules",
            "The framework, by conventions",
            weights(conventions=IMPORTANT, freedom=MINOR),
            sides(freedom="rules"),
            why="Conventions are commands, settings, models and forms that all projects write alike.",
        ),
        Choice(
            "free",
            "We choose the parts",
            weights(footprint=IMPORTANT, freedom=MINOR),
            sides(freedom="free"),
            why="What brings little along leaves most to choose.",
        ),
        Choice("either", "No preference"),
    ),
)

RUN = FinderQuestion(
    "run",
    "What matters once it runs?",
    (
        Choice(
            "steady",
            "Regular releases",
            weights(upkeep=IMPORTANT, cadence=IMPORTANT),
            why="Both the last release and the time between them show whether fixes come.",
        ),
        Choice(
            "current",
            "Current Python versions",
            weights(pythons=IMPORTANT),
            why="Of the Pythons that get fixes, those it declares are those it is tested on.",
        ),
        Choice(
            "small",
            "A small install",
            weights(footprint=IMPORTANT),
            why="What one install brings has to be carried, and kept up to date.",
        ),
        Choice(
            "cheap",
            "Little processor time and memory",
            weights(cost=IMPORTANT, start=IMPORTANT),
            why="What an answer and a waiting process cost is what many copies of a service are paid for by.",
        ),
    ),
    several=True,
)

# Demands alone: each names one feature, which a framework then must have, and weighs nothing.
ALSO = FinderQuestion(
    "also",
    "What else must come with it?",
    (
        Choice("async-database", "Async database access", features=("async-database",)),
        Choice("jobs", "Durable background jobs", features=("durable-jobs",)),
        Choice("tenants", "Multi-tenancy", features=("multi-tenancy",)),
        Choice("graphql", "GraphQL", features=("graphql",)),
        Choice("clients", "Typed clients", features=("typed-clients",)),
        Choice("mcp", "Tools for language models", features=("mcp-server",)),
        Choice("partial", "Partial pages, as for HTMX", features=("partial-pages",)),
        Choice("serverless", "Serverless deployment", features=("serverless",)),
        Choice("jwt", "JSON web tokens", features=("jwt",)),
        Choice("sso", "Single sign-on", features=("single-sign-on",)),
        Choice("factor", "Second factor or passkeys", features=("second-factor",)),
        Choice("threads", "Free-threaded Python", features=("free-threading",)),
        Choice("tracing", "OpenTelemetry", features=("opentelemetry",)),
        Choice("logs", "Structured logs", features=("structured-logs",)),
        Choice("health", "Health checks", features=("health-checks",)),
    ),
    several=True,
)

PACKAGES = FinderQuestion(
    "third-party",
    "Do packages of others count as coming with it?",
    (Choice("yes", "Third-party packages count too", third_party=True),),
    several=True,
)

QUESTIONS = (BUILD, NEED, TEAM, GROWTH, STRUCTURE, RUN, ALSO, PACKAGES)
