"""Due dates, alerts that climb, delivery and its proof, calendar feeds."""
