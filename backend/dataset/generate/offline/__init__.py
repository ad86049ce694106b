"""The generator without a model: a small grammar of English and one file for each style."""
