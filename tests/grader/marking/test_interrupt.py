"""Ctrl-C while something must be done whole: a real signal, heard right after it."""
import signal
import threading

import pytest

from grader.interrupt import interrupts_wait


@pytest.fixture(autouse=True)
def heard():
    """Whoever starts the tests in the background has Ctrl-C ignored; and no other test's event loop may hear of it."""
    before, woken = signal.signal(signal.SIGINT, signal.default_int_handler), signal.set_wakeup_fd(-1)
    yield
    signal.set_wakeup_fd(woken)
    signal.signal(signal.SIGINT, before)


def press_ctrl_c():
    signal.raise_signal(signal.SIGINT)  # to this thread: another one, such as a test worker's, may hear it later


def test_ctrl_c_is_heard_after_what_must_be_done_whole():
    done = []
    with pytest.raises(KeyboardInterrupt), interrupts_wait():
        press_ctrl_c()
        done.append("saved")
    assert done == ["saved"]


def test_ctrl_c_does_not_hide_why_it_failed():
    with pytest.raises(OSError, match="disk is full"), interrupts_wait():
        press_ctrl_c()
        raise OSError("disk is full")


def test_afterwards_ctrl_c_is_heard_at_once():
    with interrupts_wait():
        pass
    with pytest.raises(KeyboardInterrupt):
        press_ctrl_c()
        pytest.fail("it was not heard")


def test_other_threads_hear_no_signals_and_need_no_care():
    done = []

    def work():
        with interrupts_wait():
            done.append("saved")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["saved"]
