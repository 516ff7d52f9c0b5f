"""The data of a city in the database of requests-api, made by SQL: organs, people, cases, feed.

One city, 12 districts below it, 25 offices below each. Three of a hundred cases are open, and have
records; a tenth of all belongs to one office, in which everything is assigned. Titles repeat as
real ones do and hold a rare word here and there.
"""

from tests.load.growth.city import FUNCTIONS, ORGANS

CALENDAR = "bench"
RARE = "琉璃瓦"
RUN = "00000000-0000-7000-8000-00000000ffff"
"""A recomputation that moved a deadline of every matter, more than any real one."""
MATTERS = """
INSERT INTO matters (id, version, chain_head, kind, organ_id, state, is_open, receipt_number,
  number, title, description_sealed, document_reference, search_text, assignee, arrived_by,
  arrived_on, received_on, unit, due_on, ends_at, is_provisional, waiting_for, calendar_version,
  recheck_on, closed_on, frequency, late_entries, created_at)
SELECT pg_temp.matter(n), 2, '', 'application', organ,
  state, is_open, 'R' || lpad(n::text, 8, '0'), '依申〔2026〕' || n || '号', title, '\\x00',
  CASE WHEN pg_temp.mixed(n, 17, 20) = 0 THEN '测府发〔2026〕' || n % 5000 || '号' END,
  title || CASE WHEN pg_temp.mixed(n, 17, 20) = 0
                THEN E'\\n测府发(2026)' || n % 5000 || '号' ELSE '' END
    || E'\\n依申(2026)' || n || E'号\\nr' || lpad(n::text, 8, '0'),
  CASE WHEN pg_temp.mixed(n, 5, 20) = 0 AND organ <> pg_temp.organ(100) THEN NULL
       ELSE 'person-' || right(organ::text, 3) || '-' || pg_temp.mixed(n, 6, 5) END,
  CASE WHEN pg_temp.mixed(n, 15, 400) = 0 THEN 'fax' ELSE 'online' END,
  arrived, arrived, 'working_day', CASE WHEN is_open THEN due END,
  CASE WHEN is_open THEN (due + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' END,
  false,
  CASE WHEN is_open AND pg_temp.mixed(n, 7, 10) = 0
       THEN '[{"code": "consultation", "ref": null, "since": "2026-01-01", "until": null}]'::jsonb
       ELSE '[]' END,
  'CALENDAR', CASE WHEN is_open AND pg_temp.mixed(n, 7, 10) = 0 THEN date '2099-01-01' END,
  CASE WHEN NOT is_open THEN arrived + 20 END,
  CASE WHEN pg_temp.mixed(n, 8, 500) = 0
       THEN '{"in_month": 20, "threshold": 10, "duplicates": 3}'::jsonb END,
  CASE WHEN pg_temp.mixed(n, 9, 100) = 0
       THEN '[{"awaits_confirmation": false}]'::jsonb ELSE '[]' END,
  arrived
FROM (
  SELECT n, arrived, arrived + 20 + pg_temp.mixed(n, 4, 20)::int AS due, organ, is_open,
    CASE WHEN is_open
         THEN (ARRAY['received','registered','handling','drafted','in_approval','approved'])
              [1 + pg_temp.mixed(n, 2, 6)]
         WHEN pg_temp.mixed(n, 2, 20) = 0 THEN 'withdrawn'
         WHEN pg_temp.mixed(n, 2, 3000) = 1 THEN 'closed' ELSE 'replied' END AS state,
    '关于' || (ARRAY['财政预算公开','征收补偿方案','城市更新规划','土地出让合同','环境影响评价'])
            [1 + pg_temp.mixed(n, 10, 5)]
      || chr((19968 + pg_temp.mixed(n, 11, 3000))::int)
      || chr((19968 + pg_temp.mixed(n, 12, 3000))::int)
      || (ARRAY['街道','小学','医院','道路','社区'])[1 + pg_temp.mixed(n, 13, 5)]
      || CASE WHEN pg_temp.mixed(n, 14, 10000) = 0 THEN 'RARE' ELSE '' END || '的申请' AS title
  FROM (
    SELECT n, date '2021-01-01' + (n * 2150 / :rows)::int AS arrived,
      CASE WHEN pg_temp.mixed(n, 3, 1000) = 0 THEN pg_temp.organ(399)
           WHEN pg_temp.mixed(n, 3, 10) = 1 THEN pg_temp.organ(100)
           ELSE pg_temp.organ(100 + pg_temp.mixed(n, 1, 299)) END AS organ,
      n > :rows * 0.97 AS is_open
    FROM generate_series(1::bigint, :rows::bigint) n
  ) basis
) made;
"""

REST = """
INSERT INTO cases (id, channel, applicant_kind, supply_form, rule_set, clock_state, is_extended,
  open_consultations, decision, replied_on, counted_organ_id, counted_from, counted_until,
  counted_late_entry, counted_awaiting)
SELECT id, arrived_by, CASE WHEN pg_temp.mixed(hashtext(receipt_number), 1, 10) = 0
                          THEN 'business' ELSE 'natural' END, 'electronic', 'regulation-2019',
  'running', false, 0,
  CASE state WHEN 'replied' THEN 'disclosed' WHEN 'withdrawn' THEN 'withdrawn' END,
  closed_on, organ_id, received_on, closed_on, late_entries <> '[]', false
FROM matters;
INSERT INTO matter_events (aggregate_id, seq, type, v, occurred_on, recorded_at, actor, data, hash)
SELECT id, 1, 'application_received', 1, arrived_on, arrived_on, 'system', jsonb_build_object(
  'channel', 'online', 'organ_id', organ_id, 'applicant_kind', 'natural', 'jurisdiction', NULL,
  'assignee', assignee, 'source', NULL, 'external_id', NULL), ''
FROM matters WHERE is_open
UNION ALL
SELECT id, 2, 'registered', 1, arrived_on, arrived_on, 'system', jsonb_build_object(
  'number', number, 'year', 2026, 'serial', 1, 'assignee', coalesce(assignee, 'person')), ''
FROM matters WHERE is_open;
INSERT INTO applicants (matter_id, kind, document_type, help_needed, personal, document_index,
  phone_index)
SELECT id, applicant_kind, 'resident_id', '[]', '\\x00',
  sha256(convert_to((hashtext(id::text) % 300000)::text, 'UTF8')),
  sha256(convert_to((hashtext(id::text) % 300000)::text || 'p', 'UTF8'))
FROM cases;
INSERT INTO matter_deadlines (id, aggregate_id, rule, subject, unit, due_on, ends_at,
  is_provisional, state, revision)
SELECT uuidv7(), id, 'DL-01', '', 'working_day', arrived_on + 28,
  (arrived_on + 29)::timestamp AT TIME ZONE 'Asia/Shanghai', false,
  CASE WHEN is_open THEN 'open' ELSE 'met' END, 1
FROM matters;
INSERT INTO feed_entries (event_id, stream, type, entity_id, revision, organ_id, data, occurred_at)
SELECT uuidv7(), stream, 'cn.gongkai.requests.' || stream, e, 1, organ_id, '{}', created_at FROM (
  SELECT 'cases' AS stream, m.id AS e, m.organ_id, m.created_at FROM matters m
  UNION ALL
  SELECT 'deadlines', d.id, m.organ_id, m.created_at
    FROM matter_deadlines d JOIN matters m ON m.id = d.aggregate_id
) told;
INSERT INTO recomputation_runs (id, causes, calendar_version, rests_on, state, began_at, ended_at)
VALUES ('RUN', '[{"code": "base_calendar_changed"}]', 'CALENDAR', '[]', 'done', now(), now());
INSERT INTO recomputed_deadlines (id, run_id, organ_id, matter_id, event_seq, rule, before, after,
  direction)
SELECT uuidv7(), 'RUN', organ_id, id, 2, 'DL-01', '2026-01-05', '2026-01-06',
  CASE WHEN pg_temp.mixed(hashtext(receipt_number), 16, 1000) = 0 THEN 'earlier' ELSE 'later' END
FROM matters;
INSERT INTO recomputation_tallies (run_id, organ_id, looked_at, moved, earlier, later)
SELECT run_id, organ_id, count(*), count(*), count(*) FILTER (WHERE direction = 'earlier'),
  count(*) FILTER (WHERE direction = 'later')
FROM recomputed_deadlines GROUP BY run_id, organ_id;
"""


def script(rows: int) -> str:
    """What fills an empty, migrated database with ``rows`` cases and gathers its statistics."""
    body = FUNCTIONS + ORGANS + MATTERS + REST
    filled = body.replace(":rows", str(rows)).replace("'CALENDAR'", f"'{CALENDAR}'")
    filled = filled.replace("'RARE'", f"'{RARE}'").replace("'RUN'", f"'{RUN}'")
    return filled + "VACUUM (ANALYZE);\n"
