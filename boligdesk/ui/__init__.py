"""The windows: the only room that knows Qt."""

from . import layout_items

layout_items.install()
