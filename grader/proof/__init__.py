"""Every known answer goes in; out comes whether the checks give the verdict that it must get."""
