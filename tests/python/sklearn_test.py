# SPDX-License-Identifier: MIT
"""scikit-learn's estimators keep scikit-learn's rules."""
import contextlib
import unittest
import unittest.mock
from types import SimpleNamespace

import numpy
from needs import needs


@needs(modules=["sklearn"])
class Rules(unittest.TestCase):
    """check_estimator; what skips itself (a module that is not there) is all that may be left out."""

    def check(self, estimator):
        from sklearn.utils.estimator_checks import check_estimator

        count = 0
        for each, check in check_estimator(estimator, generate_only=True):
            with self.subTest(check=check.func.__name__), contextlib.suppress(unittest.SkipTest):
                check(each)
                count += 1
        self.assertGreater(count, 35)

    def test_regressor(self):
        from mote.sklearn import MoteRegressor

        self.check(MoteRegressor(hidden=(8,)))

    def test_classifier(self):
        from mote.sklearn import MoteClassifier

        self.check(MoteClassifier(hidden=(8,)))


@needs(modules=["sklearn"])
class Use(unittest.TestCase):
    def test_regression_in_a_search(self):
        from sklearn.model_selection import GridSearchCV
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import PolynomialFeatures

        from mote.sklearn import MoteRegressor

        x = numpy.linspace(-100, 100, 60)[:, None]
        y = 5000 + 300 * numpy.sin(x[:, 0] / 30)
        order = numpy.random.RandomState(0).permutation(60)
        search = GridSearchCV(make_pipeline(PolynomialFeatures(1, include_bias=False), MoteRegressor((8,), epochs=300)),
                              {"moteregressor__learning_rate": [1e-5, 0.03]}, cv=3)
        search.fit(x[order], y[order])
        self.assertEqual(search.best_params_, {"moteregressor__learning_rate": 0.03})
        self.assertGreater(search.best_score_, 0.99)

    def test_labels_of_any_kind(self):
        from mote.sklearn import MoteClassifier

        x = numpy.linspace(-1, 1, 30)[:, None]
        y = numpy.where(x[:, 0] < -0.3, "low", numpy.where(x[:, 0] > 0.3, "high", "mid"))
        model = MoteClassifier((8,), epochs=300, learning_rate=0.05).fit(x, y)
        self.assertGreater(model.score(x, y), 0.9)
        self.assertEqual(list(model.classes_), ["high", "low", "mid"])
        numpy.testing.assert_allclose(model.predict_proba(x).sum(axis=1), 1)

    def test_with_the_interface_of_newer_versions(self):
        """From 1.6 on checks are a function and tags are objects; 1.7 has no method for the checks."""
        from sklearn.base import BaseEstimator
        from sklearn.utils import validation

        from mote.sklearn import MoteClassifier, MoteRegressor

        method = getattr(BaseEstimator, "_validate_data", None)
        if method is not None and not hasattr(validation, "validate_data"):
            for owner, name, new in ((validation, "validate_data", method), (BaseEstimator, "_validate_data", None),
                                     (BaseEstimator, "__sklearn_tags__", lambda _: SimpleNamespace(target_tags=SimpleNamespace()))):
                patch = unittest.mock.patch.object(owner, name, new, create=True)
                patch.start()
                self.addCleanup(patch.stop)
        x = numpy.linspace(-1, 1, 30)[:, None]
        self.assertEqual(MoteRegressor((8,), epochs=2).fit(x, x[:, 0]).predict(x).shape, (30,))
        self.assertEqual(MoteClassifier((8,), epochs=2).fit(x, x[:, 0] > 0).predict(x).shape, (30,))
        self.assertTrue(MoteRegressor().__sklearn_tags__().target_tags.multi_output)
        with self.assertRaises(ValueError):
            MoteRegressor((8,)).fit(x * numpy.nan, x)

    def test_hidden_is_a_list(self):
        from mote.sklearn import MoteRegressor

        with self.assertRaisesRegex(TypeError, r"hidden is 16, and should be a list: the units of each hidden layer, as \(16,\)"):
            MoteRegressor(16).fit([[1], [2]], [1, 2])

    def test_the_seed_is_random_state(self):
        from mote.sklearn import MoteRegressor

        x = numpy.linspace(-1, 1, 30)[:, None]
        images = [MoteRegressor((8,), epochs=2, random_state=state).fit(x, x[:, 0]).network_.image() for state in (0, 0, 1)]
        self.assertEqual(images[0], images[1])
        self.assertNotEqual(images[0], images[2])


if __name__ == "__main__":
    unittest.main()
