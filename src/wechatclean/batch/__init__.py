"""Many sources: each gives a result, whatever happens to it, on as many cores as there are."""
