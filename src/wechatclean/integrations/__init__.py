"""Other people's tools: each module needs an extra of its own, and nothing else imports it."""
