"""Runs rollouts on a real engine under load, and says what became of the requests."""
