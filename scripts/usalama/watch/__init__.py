"""How feeds and runs are doing, in one word each, and which alarms are new."""
