"""The graph over HTTP: a SPARQL 1.1 endpoint and web pages, in one ASGI application.

`kg.server.running.serve` runs it as `kg.server.options.Options` say, `kg.server.app.make_app` gives the application. Nothing is imported
here, since the processes that answer on lent connections need a small part of it.
"""
