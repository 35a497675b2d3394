-- What a refusal says of single fields of the dossier that was pushed: a list of issues, as pushes are answered with.

alter table attempts
  add column issues jsonb,
  add constraint attempts_issues_list check (issues is null or jsonb_typeof(issues) = 'array');
