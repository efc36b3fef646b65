"""What the file is asked."""

ROWS = """
SELECT valid_from, valid_to, known_from, known_to, data, place FROM intervals
WHERE last IN (1, ?) AND subject = ? AND reading = ? AND known_from <= ? AND known_to > ?
"""
"""The intervals of a subject under a reading, as known on a day; those of an earlier state of knowledge, if asked."""

HOLDING = f"{ROWS} AND valid_from <= ? AND valid_to > ?"
"""Of these, those that hold on a day."""

ALL = """
SELECT valid_from, valid_to, known_from, known_to, data, place, subject, reading FROM intervals
WHERE last IN (1, ?) AND reading IN ('record', ?) AND known_from <= ? AND known_to > ?
AND valid_from <= ? AND valid_to > ?
"""
"""The same of every subject, under the record and another reading."""

NAMING = "SELECT subjects.id FROM subjects, json_each(subjects.readings) AS named WHERE named.value = ?"
"""The subjects that may differ under a reading."""

EVENT = "SELECT known_from, first, last, seen FROM events WHERE id = ?"
"""An event as it was entered."""

TURN = """
SELECT first, last, left_out, seen FROM turns
WHERE event = ? AND reading IN ('record', ?) AND known_from <= ? AND known_to > ?
ORDER BY reading = 'record' LIMIT 1
"""
"""An event as a reading sees it on a day of knowledge."""

REPORTED = "SELECT total FROM reported WHERE day <= ? ORDER BY day DESC LIMIT 1"
"""How many events were reported by the end of a day."""

BETWEEN = """
SELECT id FROM (
  SELECT id, known_from, first, last FROM events WHERE first IS NOT NULL AND known_from <= :known
  UNION ALL
  SELECT events.id, events.known_from, turns.first, turns.last FROM turns JOIN events ON events.id = turns.event
  WHERE turns.first IS NOT NULL AND turns.known_from <= :known AND turns.known_to > :known AND turns.reading = CASE
    WHEN EXISTS (SELECT 1 FROM turns AS own WHERE own.event = turns.event AND own.reading = :reading)
    THEN :reading ELSE 'record' END
) WHERE (:first < last AND last <= :last) OR (first <= :last AND known_from > :earlier) ORDER BY id
"""
"""Events that happened, or became known, after one day and by another."""
