# The HTTP cache before the nodes. It needs vmod xkey (Debian: varnish-modules), and -p http_gzip_support=off, because the
# nodes compress by themselves, with brotli too; -p backend_idle_timeout=4, because they close what is idle for five seconds.
vcl 4.1;

import directors;
import std;
import xkey;

# Nodes and publishing commands tell it what a publication has changed.
acl publishers {
    "127.0.0.1";
}

probe alive {
    .url = "/healthz";
    .interval = 1s;
    .timeout = 1s;
    .window = 3;
    .threshold = 2;
    .initial = 2;
}

backend node1 { .host = "127.0.0.1"; .port = "8001"; .probe = alive; .connect_timeout = 1s; }
backend node2 { .host = "127.0.0.1"; .port = "8002"; .probe = alive; .connect_timeout = 1s; }
backend node3 { .host = "127.0.0.1"; .port = "8003"; .probe = alive; .connect_timeout = 1s; }

sub vcl_init {
    new nodes = directors.round_robin();
    nodes.add_backend(node1);
    nodes.add_backend(node2);
    nodes.add_backend(node3);
}

sub vcl_recv {
    if (req.restarts == 0) {
        unset req.http.X-Stale;
    }
    set req.backend_hint = nodes.backend();
    # nginx has set it to the reader's address; Varnish adds nginx's, by which limits would count all readers as one.
    set req.http.X-Forwarded-For = regsub(req.http.X-Forwarded-For, ",[^,]*$", "");

    if (req.method == "PURGE") {
        # nginx is on this machine too and hands on whatever readers send, with a header that publishers do not have.
        if (client.ip !~ publishers || req.http.X-Forwarded-Proto) {
            return (synth(403, "Forbidden"));
        }
        if (!req.http.xkey) {
            return (synth(400, "The header xkey is missing"));
        }
        # They are out of date at once, and still there for when no node answers.
        return (synth(200, "Out of date: " + xkey.softpurge(req.http.xkey)));
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.url ~ "^/(admin|corrections|theme|healthz|readyz|metrics)" || req.url ~ "[?&]preview=" ||
        req.http.Cookie ~ "(^|; *)(__Host-)?sessionid=") {
        return (pass);
    }
    unset req.http.Cookie;
    # Pages are had as Markdown too; whoever does not ask for that gets the page, whatever else their browser takes.
    if (req.url !~ "^/api/" && req.http.Accept !~ "text/markdown") {
        unset req.http.Accept;
    }
    # Every other site gets the same answer; by their names each page would be kept once for whatever anybody sends.
    if (req.http.Origin) {
        set req.http.Origin = "https://elsewhere.example";
    }
    if (req.http.Accept-Encoding ~ "\bbr\b") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "\bgzip\b") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    # While a node lives nobody is shown what is out of date; while none does, it may be a day old.
    if (req.http.X-Stale || !std.healthy(req.backend_hint)) {
        set req.grace = 1d;
    } else {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_backend_fetch {
    if (bereq.retries > 0) {
        set bereq.backend = nodes.backend();
    }
    # A node that was cut off refuses nothing and is silent: another is asked. The data set is made for longer than that.
    if (!bereq.uncacheable && bereq.url !~ "^/api/v1/dataset") {
        set bereq.first_byte_timeout = 5s;
    }
}

sub vcl_backend_response {
    # A failure, or a page that a node has kept and shows with a notice while it has no database.
    if (beresp.status >= 500 || beresp.http.Warning) {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        # While a release is replaced there may be one node in three that can show a page.
        if (beresp.status >= 500 && bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
            return (retry);
        }
        # Nothing of it is kept, not even that it cannot be: it would hide the page that is here, see vcl_synth.
        if (!bereq.uncacheable && !bereq.http.X-Stale) {
            return (abandon);
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        return (deliver);
    }
    if (!beresp.http.Cache-Control || beresp.http.Cache-Control ~ "no-cache|no-store|private") {
        set beresp.uncacheable = true;
        set beresp.ttl = 10s;
        return (deliver);
    }
    # What is left of a caller's requests is for that caller.
    unset beresp.http.RateLimit-Limit;
    unset beresp.http.RateLimit-Remaining;
    unset beresp.http.RateLimit-Reset;
    set beresp.grace = 1d;
    set beresp.http.xkey = beresp.http.Surrogate-Key;
}

sub vcl_backend_error {
    if (bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    if (!bereq.uncacheable && !bereq.http.X-Stale) {
        return (abandon);
    }
}

sub vcl_synth {
    # A page that is too old to be shown while the site is well is better than none.
    if (resp.status == 503 && req.restarts == 0 && (req.method == "GET" || req.method == "HEAD")) {
        set req.http.X-Stale = "1";
        return (restart);
    }
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
    unset resp.http.Surrogate-Key;
    unset resp.http.xkey;
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
