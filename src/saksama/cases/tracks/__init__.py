"""Roads outside the office: what becomes of a matter at KPU, BKN, the police, a regent.

A track is one matter on one road. A road is data: its states, its lawful moves, the clocks they start and end.
The roads themselves stand in ``agencies``, ``gakkumdu``, ``neutrality`` and ``advice``; ``roads`` names them all.
"""
