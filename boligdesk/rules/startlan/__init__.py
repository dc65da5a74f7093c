"""Startlån: who it is for, what can be carried and borrowed, what it costs to buy (forskrift om lån fra Husbanken)."""
