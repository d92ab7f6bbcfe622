"""CSS as far as it decides what a reader sees: declarations, values, sheets. It knows no HTML."""
