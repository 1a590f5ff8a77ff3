"""Forms of the casework room: they ask and tidy; the operations decide."""
