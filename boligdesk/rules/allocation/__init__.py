"""Who can be allotted a municipal home: the council's criteria as data, and their assessment (E19)."""
