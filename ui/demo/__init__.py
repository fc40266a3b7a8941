"""A made-up year for `demo`: invented offices and people, real rules, real calls."""
