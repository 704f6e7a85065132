"""The console: pages made on the server, for recruiters and admins, and an API for other systems.

`app` joins it; each other module holds the pages of one matter, over the services that the commands use.
"""
