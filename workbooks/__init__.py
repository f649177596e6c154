"""Workbooks that units and the Inspectorate work in: the LKE written and read, the recap of a quarter."""
