# verdict: passed

from sklearn.metrics import mean_absolute_error, mean_squared_error


def mse(p, y):
    value = mean_squared_error(y.flatten(), p.flatten())
    print("mse", value)
    return value


def mae(p, y):
    value = mean_absolute_error(y.flatten(), p.flatten())
    print("mae", value)
    return value
