"""The year counted once more in plain SQL over the tables, without a line of the program's own counting."""

# ruff: noqa: S608 - parts of statements are put together from constants of this file

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

INHERITS = "('驳回上诉维持原判决','再审维持原裁判','驳回上诉维持原裁定','准许撤回上诉','驳回再审申请')"
LOST = (
    "('全部撤销','全部撤销并重作','部分撤销','部分撤销并重作','履行法定职责','履行给付义务','确认违法','确认无效',"
    "'变更','行政协议履行','行政协议补偿')"
)
WON = "('驳回诉讼请求','驳回起诉','准许原告主动撤诉','准许原告因被告改变原行政行为撤诉','终结诉讼','调解')"
JUDGED = f"(outcome IN {LOST} OR outcome IN ('驳回诉讼请求','驳回上诉维持原判决','再审维持原裁判'))"
RULED = (
    "outcome IN ('驳回上诉维持原裁定','撤销原判发回重审','驳回起诉','准许原告主动撤诉',"
    "'准许原告因被告改变原行政行为撤诉','准许撤回上诉','驳回再审申请','裁定再审','终结诉讼','其他裁定')"
)

SUITS = """
kept AS (
  SELECT *, replace(replace(replace(f_number, '(', '（'), ')', '）'), ' ', '') AS known_by FROM l_case
  WHERE deleted = 0 AND (:unit = '' OR unit = :unit)
    AND f_number NOT LIKE '%行审%' AND f_number NOT LIKE '%行辖%' AND f_number NOT LIKE '%行他%'),
led AS (SELECT uid, first_value(uid) OVER (PARTITION BY known_by ORDER BY id) AS lead FROM kept),
suit AS (
  SELECT k.uid, (SELECT lead FROM led WHERE led.uid = k.f_previous) AS previous, k.f_instance AS instance,
    k.f_role AS role, k.f_suit AS suit, k.f_served_on AS started, k.f_lost_override AS by_hand,
    CASE WHEN k.f_judged_on <= :day THEN k.f_outcome END AS outcome,
    CASE WHEN k.f_judged_on <= :day THEN k.f_judged_on END AS ended,
    CASE WHEN k.f_effective_on <= :day THEN k.f_effective_on END AS effective
  FROM kept k JOIN led ON led.uid = k.uid AND led.lead = k.uid
  WHERE k.f_served_on <= :day),
"""
"""One row for each case number, as known on a day: dates after it are unknown."""

CHAINS = f"""
step(leaf, uid, depth) AS (
  SELECT uid, uid, 0 FROM suit WHERE uid NOT IN (SELECT previous FROM suit WHERE previous IS NOT NULL)
  UNION ALL SELECT leaf, previous, depth + 1 FROM step JOIN suit USING (uid) WHERE previous IS NOT NULL),
course AS (SELECT leaf, depth, suit.* FROM step JOIN suit USING (uid)),
deciding AS (SELECT leaf, min(depth) AS depth FROM course WHERE outcome NOT IN {INHERITS} GROUP BY leaf),
verdict AS (
  SELECT leaf, (SELECT uid FROM course c WHERE c.leaf = d.leaf ORDER BY c.depth DESC LIMIT 1) AS root,
    (SELECT outcome FROM course c WHERE c.leaf = d.leaf AND c.depth = 0) AS last,
    (SELECT effective FROM course c WHERE c.leaf = d.leaf AND c.depth <= decider.depth
       AND (c.effective IS NOT NULL OR c.outcome NOT IN ('准许撤回上诉','驳回再审申请')) ORDER BY c.depth LIMIT 1)
      AS in_force,
    (SELECT outcome FROM course c WHERE c.leaf = d.leaf AND c.depth = decider.depth) AS said,
    (SELECT by_hand FROM course c WHERE c.leaf = d.leaf AND c.depth = 0) AS by_hand,
    (SELECT max(effective) FROM course c WHERE c.leaf = d.leaf) AS decided_on
  FROM (SELECT DISTINCT leaf FROM course) d LEFT JOIN deciding decider USING (leaf)),
ruled AS (
  SELECT *, last IS NULL OR last IN ('撤销原判发回重审','裁定再审') AS is_open,
    CASE WHEN by_hand IS NOT NULL THEN by_hand
         WHEN last IS NULL OR in_force IS NULL THEN '未定'
         WHEN said IN {LOST} THEN '败诉' WHEN said IN {WON} THEN '未败诉' ELSE '未定' END AS verdict
  FROM verdict)
"""

SESSIONS = """
session AS (
  SELECT led.lead AS uid, json_extract(h.value, '$.on') AS held_on,
    max(json_extract(h.value, '$.leader') IS NOT NULL) AS came,
    max(coalesce(json_extract(h.value, '$.leader_role') = '正职', 0)) AS head
  FROM kept k JOIN led USING (uid), json_each(k.f_hearings) h
  WHERE coalesce(json_extract(h.value, '$.kind'), '开庭') = '开庭'
    AND json_extract(h.value, '$.on') BETWEEN '2020-01-01' AND :day
  GROUP BY led.lead, held_on),
heard AS (SELECT uid, max(came) AS came, max(head) AS head FROM session GROUP BY uid)
"""

OFFICIAL = f"""
WITH RECURSIVE {SUITS} {CHAINS}, {SESSIONS}
SELECT
  (SELECT count(*) FROM suit WHERE started >= '2020-01-01') AS "instances.new",
  (SELECT count(*) FROM suit WHERE started >= '2020-01-01' AND instance = '一审') AS "instances.new.一审",
  (SELECT count(*) FROM suit WHERE started >= '2020-01-01' AND instance = '二审') AS "instances.new.二审",
  (SELECT count(*) FROM suit WHERE started < '2020-01-01' AND coalesce(ended, '2099') >= '2020-01-01')
    AS "instances.carried",
  (SELECT count(*) FROM suit WHERE ended >= '2020-01-01') AS "instances.closed",
  (SELECT count(*) FROM suit WHERE outcome IS NULL) AS "instances.pending",
  (SELECT count(*) FROM suit WHERE ended >= '2020-01-01' AND {JUDGED}) AS "outcomes.judgments",
  (SELECT count(*) FROM suit WHERE ended >= '2020-01-01' AND {RULED}) AS "outcomes.rulings",
  (SELECT count(*) FROM suit WHERE ended >= '2020-01-01' AND outcome IN ('调解', '其他')) AS "outcomes.others",
  (SELECT count(*) FROM heard) AS "attendance.heard",
  (SELECT sum(came) FROM heard) AS "attendance.with_leader",
  (SELECT sum(head) FROM heard) AS "attendance.with_head",
  (SELECT count(*) FROM session) AS "attendance.sessions",
  (SELECT sum(came) FROM session) AS "attendance.sessions_with_leader"
"""
COURSES = f"WITH RECURSIVE {SUITS} {CHAINS} SELECT root, is_open, verdict FROM ruled"
RATE = f"WITH {SUITS.rstrip().rstrip(',')}, {SESSIONS} SELECT round(sum(came) * 1.0 / count(*), 4) FROM heard"


def annual_table(connection: Connection, unit: str = "") -> dict[str, int]:
    """The annual litigation table of 2020, of one unit or of all."""
    row = connection.execute(text(OFFICIAL), {"day": "2020-12-31", "unit": unit}).mappings().one()
    before, now = (
        {root: (bool(is_open), verdict) for root, is_open, verdict in connection.execute(text(COURSES), known)}
        for known in ({"day": day, "unit": unit} for day in ("2019-12-31", "2020-12-31"))
    )
    carried, fresh = {root for root, one in before.items() if one[0]}, now.keys() - before.keys()
    pending = {root for root, one in now.items() if one[0]}
    decided = [
        verdict for root, (_, verdict) in now.items() if verdict != "未定" and before.get(root, ("", ""))[1] != verdict
    ]
    counted = {
        "cases.carried": len(carried),
        "cases.new": len(fresh),
        "cases.pending": len(pending),
        "lost.decided": len(decided),
        "lost.lost": decided.count("败诉"),
    }
    return {**counted, **{name: int(value or 0) for name, value in row.items()}}


def appearance_rate(connection: Connection) -> Decimal:
    """The share of instances with a session in 2020 at which a leader appeared, to four places."""
    found = connection.execute(text(RATE), {"day": "2020-12-31", "unit": ""}).scalar_one()
    return Decimal(str(found)).quantize(Decimal("0.0001"))


MEASURES = """
measured(name, uid) AS (
  SELECT 'certificates_in_use', uid FROM held UNION ALL
  SELECT 'certificates_valid', uid FROM held WHERE f_valid_to >= :day UNION ALL
  SELECT 'ministry_certificates', uid FROM held WHERE f_kind = '国务院部委执法证件' UNION ALL
  SELECT 'ministry_certificates_filed', uid FROM held
    WHERE f_kind = '国务院部委执法证件' AND f_filed_on IS NOT NULL UNION ALL
  SELECT 'certificates_unlawful', held.uid FROM held JOIN l_person p ON p.uid = held.f_holder AND p.deleted = 0
    WHERE p.f_staffing IN ('工勤人员', '劳动合同工', '临时工') OR p.f_status NOT IN ('在岗', '借调') UNION ALL
  SELECT 'heard_cases', uid FROM heard UNION ALL
  SELECT 'heard_cases_with_leader', uid FROM heard WHERE came UNION ALL
  SELECT 'lost_cases', leaf FROM ruled WHERE verdict = '败诉' AND decided_on >= '2020-01-01' UNION ALL
  SELECT 'late_answers', k.uid FROM kept k
    JOIN (SELECT uid, (SELECT min(value) FROM json_each(:workdays) WHERE value >= date(f_served_on, '+15 days')) AS due
          FROM kept WHERE f_instance = '一审' AND f_role IN ('被告', '共同被告')) d USING (uid)
    WHERE d.due BETWEEN '2020-01-01' AND '2020-12-31'
      AND coalesce(k.f_answered_on, CASE WHEN d.due < :day THEN '2099' ELSE '' END) > d.due UNION ALL
  SELECT 'late_performances', uid FROM kept WHERE f_performance_due BETWEEN '2020-01-01' AND '2020-12-31'
    AND coalesce(f_performed_on, :day) > f_performance_due UNION ALL
  SELECT 'late_advice_replies', k.uid FROM kept k, json_each(k.f_advice) a
    WHERE json_extract(a.value, '$.due') BETWEEN '2020-01-01' AND '2020-12-31'
      AND coalesce(json_extract(a.value, '$.replied_on'), :day) > json_extract(a.value, '$.due') UNION ALL
  SELECT 'progress_done', uid FROM done UNION ALL
  SELECT 'progress_with_evidence', uid FROM done WHERE f_evidence IS NOT NULL UNION ALL
  SELECT 'trainings.' || f_kind, uid FROM learnt UNION ALL
  SELECT 'dishonest_cases', uid FROM kept WHERE f_dishonest)
"""

TOTAL = f"""
WITH RECURSIVE {SUITS} {CHAINS}, {SESSIONS},
held AS (SELECT * FROM l_certificate WHERE deleted = 0 AND unit = :unit AND f_status = '在用'),
done AS (SELECT * FROM l_progress WHERE deleted = 0 AND unit = :unit AND f_year = 2020 AND f_state = '已完成'),
learnt AS (SELECT * FROM l_training WHERE deleted = 0 AND unit = :unit AND f_held_on BETWEEN '2020-01-01' AND :day),
{MEASURES},
issued AS (SELECT body FROM document WHERE kind = 'issue' ORDER BY number DESC LIMIT 1),
item AS (
  SELECT json_extract(i.value, '$.number') AS number, json_extract(i.value, '$.units') AS units
  FROM issued, json_each(body, '$.plan.chapters') c, json_each(c.value, '$.items') i),
indicator AS (
  SELECT json_extract(value, '$.id') AS id, json_extract(value, '$.rule.kind') AS kind, value,
    CASE json_type(value, '$.weight') WHEN 'object' THEN json_extract(value, '$.weight.' || :category)
      ELSE json_extract(value, '$.weight') END AS worth,
    coalesce(json_extract(value, '$.rule.extra'), 0) AS extra,
    json_extract(value, '$.rule.each') + 0.0 AS each
  FROM issued, json_each(body, '$.scheme.indicators')),
asked AS (SELECT *, worth + 0.0 AS most FROM indicator WHERE worth IS NOT NULL),
tasks AS (
  SELECT a.id, count(*) AS wanted, sum(coalesce(p.f_state = '已完成', 0)) AS done,
    sum(coalesce(p.f_state = '不适用' AND p.f_not_applicable IS NOT NULL, 0)) AS aside
  FROM asked a, json_each(a.value, '$.items') n JOIN item ON item.number = n.value
  LEFT JOIN l_progress p ON p.deleted = 0 AND p.unit = :unit AND p.f_year = 2020 AND p.f_item = n.value
  WHERE a.kind = 'completion'
    AND (item.units IS NULL OR :unit IN (SELECT value FROM json_each(item.units))) GROUP BY a.id),
counted AS (SELECT name, count(*) AS found FROM measured GROUP BY name),
rated AS (
  SELECT a.id, coalesce(part.found, 0) AS part, whole.found AS whole FROM asked a
  LEFT JOIN counted part ON part.name = json_extract(a.value, '$.rule.numerator')
  LEFT JOIN counted whole ON whole.name = json_extract(a.value, '$.rule.denominator') WHERE a.kind = 'rate'),
late AS (
  SELECT sum(first IS NULL AND due < :day) AS missing, sum(coalesce(first > due, 0)) AS late FROM (
    SELECT json_extract(p.value, '$.due') AS due,
      CASE WHEN :unit = :own THEN '2020-01-01' ELSE
        (SELECT min(received_on) FROM package WHERE direction = 'in' AND kind = 'submission'
         AND state IN ('merged', 'proxy') AND unit = :unit AND period = json_extract(p.value, '$.id')) END AS first
    FROM issued, json_each(body, '$.periods') p)),
silent AS (
  SELECT :unit <> :own AND EXISTS (SELECT 1 FROM issued, json_each(body, '$.periods') p
      WHERE json_extract(p.value, '$.due') < :day)
    AND NOT EXISTS (SELECT 1 FROM package WHERE direction = 'in' AND kind = 'submission'
      AND state IN ('merged', 'proxy') AND unit = :unit) AS never_came),
points AS (
  SELECT a.id, a.most, a.kind, a.extra, CASE CASE WHEN a.kind IN ('completion', 'rate', 'deduction')
    AND (SELECT never_came FROM silent) THEN 'silent' ELSE a.kind END
    WHEN 'silent' THEN 0.0
    WHEN 'completion' THEN (SELECT round(a.most * done / (wanted - aside), 2) FROM tasks WHERE tasks.id = a.id)
    WHEN 'rate' THEN (SELECT CASE WHEN whole IS NULL
        THEN CASE json_extract(a.value, '$.rule.when_none') WHEN 'full' THEN a.most END
        WHEN json_array_length(a.value, '$.rule.steps') > 0 THEN round(a.most * coalesce(
          (SELECT json_extract(s.value, '$.share') FROM json_each(a.value, '$.rule.steps') s
           WHERE part * 1.0 / whole >= json_extract(s.value, '$.at_least') + 0.0 LIMIT 1), 0), 2)
        ELSE round(a.most * part / whole, 2) END FROM rated WHERE rated.id = a.id)
    WHEN 'deduction' THEN max(a.most - a.each * coalesce(
        (SELECT found FROM counted WHERE name = json_extract(a.value, '$.rule.measure')), 0), 0)
    WHEN 'quota' THEN (SELECT round(max(CASE WHEN a.each IS NULL THEN a.most * min(n, quota) / quota
        ELSE a.most - a.each * max(quota - n, 0) END, 0), 2) FROM (
          SELECT count(*) AS n, json_extract(a.value, '$.rule.at_least') AS quota FROM learnt
          WHERE f_kind = json_extract(a.value, '$.rule.where.kind')))
    WHEN 'report' THEN (SELECT max(a.most - late * json_extract(a.value, '$.rule.late')
        - missing * json_extract(a.value, '$.rule.missing'), 0) FROM late)
    WHEN 'bonus' THEN min(a.most, a.each * coalesce(
        (SELECT found FROM counted WHERE name = json_extract(a.value, '$.rule.measure')), 0))
    WHEN 'manual' THEN (SELECT min(max(CASE WHEN f_points < 0 AND NOT a.extra THEN a.most ELSE 0 END + f_points, 0),
        a.most) FROM (SELECT CAST(f_points AS REAL) AS f_points FROM l_score WHERE deleted = 0 AND f_year = 2020
        AND f_scored = :unit AND f_indicator = a.id))
    END AS points FROM asked a)
SELECT round(100 * sum(points) FILTER (WHERE kind NOT IN ('bonus', 'veto') AND NOT extra)
    / sum(most) FILTER (WHERE points IS NOT NULL AND kind NOT IN ('bonus', 'veto') AND NOT extra)
    + coalesce(sum(points) FILTER (WHERE kind = 'bonus' OR extra), 0), 2) FROM points
"""


def total(connection: Connection, unit: str, category: str, own: str, workdays: str) -> Decimal:
    """The points of one unit of the category with this id in 2020; `workdays` are days as a JSON list."""
    asked: dict[str, Any] = {
        "unit": unit,
        "category": category,
        "own": own,
        "workdays": workdays,
        "day": "2020-12-31",
    }
    return Decimal(str(connection.execute(text(TOTAL), asked).scalar_one())).quantize(Decimal("0.01"))
