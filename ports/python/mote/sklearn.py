# SPDX-License-Identifier: MIT
"""scikit-learn's interface: MoteRegressor and MoteClassifier go wherever an estimator does (pipelines, searches, validation)."""

import numpy
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils import validation
from sklearn.utils.multiclass import check_classification_targets

from .network import Network


def _validated(estimator, *data, **options):
    """X, or X and y, checked by scikit-learn: by a function of it from 1.6 on, by a method before."""
    function = getattr(validation, "validate_data", None)
    return function(estimator, *data, **options) if function else estimator._validate_data(*data, **options)


class _Estimator(BaseEstimator):
    """What both estimators have: settings, and a network that is made by fit()."""

    def __init__(self, hidden=(16,), activation="tanh", *, optimizer="Adam", learning_rate=0.01, schedule="Constant", epochs=200,
                 batch=32, patience=0, keep_best=False, random_state=0):
        self.hidden = hidden
        self.activation = activation
        self.optimizer = optimizer
        self.learning_rate = learning_rate
        self.schedule = schedule
        self.epochs = epochs
        self.batch = batch
        self.patience = patience
        self.keep_best = keep_best
        self.random_state = random_state

    def _seed(self):
        """A seed of random_state, which may be a number, None or a numpy RandomState."""
        if isinstance(self.random_state, (int, numpy.integer)):
            return int(self.random_state)
        source = self.random_state if self.random_state is not None else numpy.random
        return int(source.randint(2**31 - 1))

    def _learn(self, x, y, outputs, loss, scale_outputs):
        if not hasattr(self.hidden, "__len__"):
            raise TypeError(f"hidden is {self.hidden!r}, and should be a list: the units of each hidden layer, as (16,)")
        self.network_ = Network(
            [x.shape[1], *self.hidden, outputs], self.activation, loss=loss, optimizer=self.optimizer, schedule=self.schedule,
            learning_rate=self.learning_rate, batch=self.batch, seed=self._seed(), scale_inputs=True, scale_outputs=scale_outputs)
        self.network_.fit_scalings(x, y)
        self.history_ = self.network_.fit(x, y, self.epochs, shuffle_seed=self.network_.seed % 2**32, patience=self.patience,
                                          keep_best=self.keep_best)
        self.n_iter_ = self.history_.epochs
        return self

    def _outputs(self, x):
        validation.check_is_fitted(self)
        x = _validated(self, x, reset=False)
        return self.network_.predict(x).astype(numpy.float64)


class MoteRegressor(RegressorMixin, _Estimator):
    """A regression of one or several outputs. Inputs and targets are scaled by a fixed part of the network.

    hidden         units of each hidden layer
    activation, optimizer, learning_rate, schedule, batch   as those of mote.Network
    loss           a loss of numbers: "MeanSquaredError", "Huber", "L1", …
    epochs         at most; patience and keep_best as those of Network.fit(), by the training loss
    random_state   a number, None, or a RandomState: the seed of weights and of the orders of rows

    After fit(): network_ (a mote.Network, for save() and export_header()), history_, n_features_in_, n_iter_.
    """

    def __init__(self, hidden=(16,), activation="tanh", *, loss="MeanSquaredError", optimizer="Adam", learning_rate=0.01,
                 schedule="Constant", epochs=200, batch=32, patience=0, keep_best=False, random_state=0):
        super().__init__(hidden, activation, optimizer=optimizer, learning_rate=learning_rate, schedule=schedule, epochs=epochs,
                         batch=batch, patience=patience, keep_best=keep_best, random_state=random_state)
        self.loss = loss

    def fit(self, X, y):
        """Learns from X [rows, features] and y [rows] or [rows, outputs], finite numbers. Gives itself."""
        X, y = _validated(self, X, y, multi_output=True, y_numeric=True)
        self._is_column = y.ndim == 1
        table = y.reshape(len(y), -1)
        return self._learn(X, table, table.shape[1], self.loss, True)

    def predict(self, X):
        """Predictions, float64 that are floats exactly: [rows] if y was that, else [rows, outputs]."""
        outputs = self._outputs(X)
        return outputs[:, 0] if self._is_column else outputs

    def _more_tags(self):  # before 1.6
        return {"multioutput": True}

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


class MoteClassifier(ClassifierMixin, _Estimator):
    """A classification into two or more classes, by cross entropy. Inputs are scaled by a fixed part of the network.

    The parameters are MoteRegressor's, without loss. After fit(): classes_, network_, history_, n_features_in_, n_iter_.
    """

    def fit(self, X, y):
        """Learns from X [rows, features] and y [rows], labels of any kind, two different ones at least. Gives itself."""
        X, y = _validated(self, X, y)
        check_classification_targets(y)
        self.classes_, numbers = numpy.unique(y, return_inverse=True)
        if len(self.classes_) < 2:
            raise ValueError(f"MoteClassifier needs two classes, and y has one class only: {self.classes_[0]!r}")
        return self._learn(X, numbers, len(self.classes_), "CrossEntropy", False)

    def decision_function(self, X):
        """Logits [rows, classes], float64 that are floats exactly; of two classes [rows], above 0 for the second."""
        logits = self._outputs(X)
        return logits[:, 1] - logits[:, 0] if len(self.classes_) == 2 else logits

    def predict_proba(self, X):
        """Probabilities [rows, classes], float64, each row with the sum 1."""
        logits = self._outputs(X)
        powers = numpy.exp(logits - logits.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    def predict(self, X):
        """Labels [rows]: those of the largest logits."""
        best = self._outputs(X).argmax(axis=1)
        return self.classes_[best]
