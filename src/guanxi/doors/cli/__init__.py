"""The command line ``guanxi`` (命令行): it words what other parts do, and holds no rules."""
