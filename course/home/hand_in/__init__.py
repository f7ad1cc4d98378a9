"""Handing in from the home page and from the terminal: by nbgrader's exchange, or as files that are ready to upload.

nbgrader is needed only where an exchange is configured, and then only by a process of its own (`in_child`): the
learner's server never imports it.
"""
