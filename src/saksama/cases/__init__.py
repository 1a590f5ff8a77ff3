"""Reports, findings and preliminary information, from receipt to their lawful end."""
