"""The class report: facts (what lies in the class folder), figures (what they come to), needs (who needs you), page."""
