"""Papers an office writes for a litigation case: frames in Word, filled from the record, with marked gaps.

A frame is a file of `resources/case_papers`, or the Word template of the office's own in the workspace's folder
文书模板. No frame has legal text: what only the writer knows is a gap.
"""
