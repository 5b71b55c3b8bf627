-- Files people bring in. What lies in the store is named by its content, so the same file is kept once in a company.

create table files (
  company_id uuid not null references companies (id),
  id uuid not null,
  -- SHA-256 of the bytes as they are kept: an image is written anew before.
  sha256 bytea not null constraint files_sha256_length check (octet_length(sha256) = 32),
  -- What the first bytes say, never what the sender said.
  kind text not null constraint files_kind_known check (kind in ('png', 'jpeg', 'webp', 'pdf', 'pptx', 'mp4', 'vtt', 'txt')),
  bytes bigint not null constraint files_bytes_range check (bytes between 1 and 26214400),
  uploaded_by uuid,
  created_at timestamptz not null default now(),
  primary key (company_id, id),
  constraint files_content_unique unique (company_id, sha256),
  constraint files_user foreign key (company_id, uploaded_by) references users (company_id, id) on delete set null (uploaded_by)
);
comment on table files is 'Files by their content. Their bytes lie in the object store, under the company and the hash.';
call protect('files');
revoke update on files from peerchamps_app, peerchamps_worker;
