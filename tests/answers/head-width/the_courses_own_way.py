# verdict: passed

from course.backbones import find_head


def head_width(model):
    return find_head(model).width
