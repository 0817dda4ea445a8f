"""Which events of which reports are one incident?"""
