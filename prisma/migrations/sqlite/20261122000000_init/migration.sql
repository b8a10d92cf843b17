-- Company
CREATE TABLE "app_auth_companies" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" TEXT NOT NULL,
  "name_folded" TEXT NOT NULL,
  "description" TEXT NOT NULL DEFAULT '',
  "time_zone" TEXT NOT NULL,
  "stale_after_seconds" INTEGER NOT NULL DEFAULT 900,
  "max_open_seconds" INTEGER NOT NULL DEFAULT 43200,
  "dedupe_seconds" INTEGER NOT NULL DEFAULT 10,
  "work_days" TEXT,
  "work_from" TEXT,
  "work_to" TEXT,
  "deleted_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "app_auth_companies_name_folded_key" ON "app_auth_companies" ("name_folded");

-- User
CREATE TABLE "app_auth_users" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "username" TEXT NOT NULL,
  "username_folded" TEXT NOT NULL,
  "email" TEXT NOT NULL,
  "email_folded" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "role" TEXT NOT NULL DEFAULT 'User',
  "state" TEXT NOT NULL DEFAULT 'active',
  "must_change_password" BOOLEAN NOT NULL DEFAULT false,
  "mfa_secret" TEXT,
  "mfa_enabled" BOOLEAN NOT NULL DEFAULT false,
  "mfa_required" BOOLEAN,
  "mfa_last_step" INTEGER,
  "locale" TEXT,
  "theme" TEXT,
  "last_sign_in_at" DATETIME,
  "deleted_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "app_auth_users_username_folded_key" ON "app_auth_users" ("username_folded");
CREATE UNIQUE INDEX "app_auth_users_email_folded_key" ON "app_auth_users" ("email_folded");

-- Membership
CREATE TABLE "app_auth_user_companies" (
  "user_id" INTEGER NOT NULL,
  "company_id" INTEGER NOT NULL,
  "role" TEXT NOT NULL DEFAULT 'User',
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("user_id", "company_id"),
  CONSTRAINT "app_auth_user_companies_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_auth_users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "app_auth_user_companies_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "app_auth_companies" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "app_auth_user_companies_company_id_idx" ON "app_auth_user_companies" ("company_id");

-- Site
CREATE TABLE "app_auth_sites" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "company_id" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "name_folded" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  CONSTRAINT "app_auth_sites_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "app_auth_companies" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_sites_company_id_name_folded_key" ON "app_auth_sites" ("company_id", "name_folded");

-- ApiKey
CREATE TABLE "app_auth_api_keys" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "company_id" INTEGER NOT NULL,
  "site_id" INTEGER NOT NULL,
  "label" TEXT NOT NULL,
  "key_hash" TEXT NOT NULL,
  "prefix" TEXT NOT NULL,
  "is_active" BOOLEAN NOT NULL DEFAULT true,
  "expires_at" DATETIME,
  "last_used_at" DATETIME,
  "deleted_at" DATETIME,
  "created_by" INTEGER,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  CONSTRAINT "app_auth_api_keys_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "app_auth_companies" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION,
  CONSTRAINT "app_auth_api_keys_site_id_fkey" FOREIGN KEY ("site_id") REFERENCES "app_auth_sites" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_api_keys_key_hash_key" ON "app_auth_api_keys" ("key_hash");
CREATE INDEX "app_auth_api_keys_company_id_idx" ON "app_auth_api_keys" ("company_id");
CREATE INDEX "app_auth_api_keys_site_id_idx" ON "app_auth_api_keys" ("site_id");

-- Session
CREATE TABLE "app_auth_sessions" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "token_hash" TEXT NOT NULL,
  "user_id" INTEGER NOT NULL,
  "mfa_state" TEXT NOT NULL DEFAULT 'ok',
  "remember" BOOLEAN NOT NULL DEFAULT false,
  "ip" TEXT,
  "user_agent" TEXT,
  "last_seen_at" DATETIME NOT NULL,
  "expires" DATETIME NOT NULL,
  "absolute_expires_at" DATETIME NOT NULL,
  "step_up_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  CONSTRAINT "app_auth_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_auth_users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_sessions_token_hash_key" ON "app_auth_sessions" ("token_hash");
CREATE INDEX "app_auth_sessions_user_id_idx" ON "app_auth_sessions" ("user_id");
CREATE INDEX "app_auth_sessions_expires_idx" ON "app_auth_sessions" ("expires");

-- Account
CREATE TABLE "app_auth_accounts" (
  "user_id" INTEGER NOT NULL,
  "type" TEXT NOT NULL,
  "provider" TEXT NOT NULL,
  "provider_account_id" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("provider", "provider_account_id"),
  CONSTRAINT "app_auth_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_auth_users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE INDEX "app_auth_accounts_user_id_idx" ON "app_auth_accounts" ("user_id");

-- VerificationToken
CREATE TABLE "app_auth_verification_tokens" (
  "identifier" TEXT NOT NULL,
  "token" TEXT NOT NULL,
  "expires" DATETIME NOT NULL,
  PRIMARY KEY ("identifier", "token")
);

-- RecoveryCode
CREATE TABLE "app_auth_recovery_codes" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "user_id" INTEGER NOT NULL,
  "code_hash" TEXT NOT NULL,
  "used_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  CONSTRAINT "app_auth_recovery_codes_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_auth_users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_recovery_codes_user_id_code_hash_key" ON "app_auth_recovery_codes" ("user_id", "code_hash");

-- Invitation
CREATE TABLE "app_auth_invitations" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "company_id" INTEGER NOT NULL,
  "email_folded" TEXT NOT NULL,
  "role" TEXT NOT NULL DEFAULT 'User',
  "token_hash" TEXT NOT NULL,
  "created_by" INTEGER,
  "expires_at" DATETIME NOT NULL,
  "used_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  CONSTRAINT "app_auth_invitations_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "app_auth_companies" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_invitations_token_hash_key" ON "app_auth_invitations" ("token_hash");
CREATE INDEX "app_auth_invitations_company_id_idx" ON "app_auth_invitations" ("company_id");
CREATE INDEX "app_auth_invitations_email_folded_idx" ON "app_auth_invitations" ("email_folded");

-- ResetToken
CREATE TABLE "app_auth_reset_tokens" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "user_id" INTEGER NOT NULL,
  "token_hash" TEXT NOT NULL,
  "created_by" INTEGER,
  "expires_at" DATETIME NOT NULL,
  "used_at" DATETIME,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  CONSTRAINT "app_auth_reset_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_auth_users" ("id") ON DELETE NO ACTION ON UPDATE NO ACTION
);
CREATE UNIQUE INDEX "app_auth_reset_tokens_token_hash_key" ON "app_auth_reset_tokens" ("token_hash");
CREATE INDEX "app_auth_reset_tokens_user_id_idx" ON "app_auth_reset_tokens" ("user_id");

-- Settings
CREATE TABLE "app_auth_settings" (
  "id" INTEGER NOT NULL,
  "allow_registration" BOOLEAN NOT NULL DEFAULT false,
  "restrict_email_domains" BOOLEAN NOT NULL DEFAULT false,
  "mfa_policy" TEXT NOT NULL DEFAULT 'optional',
  "password_min_length" INTEGER NOT NULL DEFAULT 12,
  "password_require_numbers_case" BOOLEAN NOT NULL DEFAULT false,
  "password_require_special" BOOLEAN NOT NULL DEFAULT false,
  "password_special_characters" TEXT NOT NULL DEFAULT '!@#$%^&*()_+-=[]{}|;:,.<>?',
  "log_level" TEXT NOT NULL DEFAULT 'WARNING',
  "time_zone" TEXT NOT NULL DEFAULT 'UTC',
  "public_url" TEXT,
  "session_idle_minutes" INTEGER NOT NULL DEFAULT 60,
  "session_hours" INTEGER NOT NULL DEFAULT 12,
  "remember_days" INTEGER NOT NULL DEFAULT 30,
  "first_key_sealed" TEXT,
  "first_key_until" DATETIME,
  "setup_code_hash" TEXT,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("id")
);

-- AllowedDomain
CREATE TABLE "app_auth_allowed_domains" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "domain" TEXT NOT NULL,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'))
);
CREATE UNIQUE INDEX "app_auth_allowed_domains_domain_key" ON "app_auth_allowed_domains" ("domain");

-- EventLog
CREATE TABLE "api_logs" (
  "company_id" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "site_id" INTEGER NOT NULL,
  "api_key_id" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "event_type" TEXT NOT NULL,
  "person" TEXT NOT NULL,
  "user_name" TEXT NOT NULL,
  "domain" TEXT,
  "computer" TEXT NOT NULL,
  "computer_name" TEXT NOT NULL,
  "local_ip" TEXT,
  "public_ip" TEXT,
  "source_ip" TEXT,
  "occurred_at" DATETIME NOT NULL,
  "received_at" DATETIME NOT NULL,
  "retry" INTEGER NOT NULL DEFAULT 0,
  "logon_type" INTEGER,
  "sub_status" TEXT,
  "boot_id" TEXT,
  "windows_session" INTEGER,
  "record_id" TEXT,
  "sequence" BIGINT,
  "sent_at" DATETIME,
  "flush" TEXT,
  PRIMARY KEY ("company_id", "id")
) WITHOUT ROWID;
CREATE INDEX "api_logs_company_id_person_id_idx" ON "api_logs" ("company_id", "person", "id");
CREATE INDEX "api_logs_company_id_computer_id_idx" ON "api_logs" ("company_id", "computer", "id");
CREATE INDEX "api_logs_company_id_received_at_id_idx" ON "api_logs" ("company_id", "received_at", "id");

-- Computer
CREATE TABLE "api_computers" (
  "company_id" INTEGER NOT NULL,
  "computer" TEXT NOT NULL,
  "computer_name" TEXT NOT NULL,
  "site_id" INTEGER NOT NULL,
  "agent_version" TEXT,
  "boot_id" TEXT,
  "last_heartbeat_at" DATETIME,
  "last_event_at" DATETIME,
  "multi_session" BOOLEAN NOT NULL DEFAULT false,
  "created_at" DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')),
  "updated_at" DATETIME NOT NULL,
  PRIMARY KEY ("company_id", "computer")
) WITHOUT ROWID;

-- Heartbeat
CREATE TABLE "api_heartbeats" (
  "company_id" INTEGER NOT NULL,
  "computer" TEXT NOT NULL,
  "from_at" DATETIME NOT NULL,
  "to_at" DATETIME NOT NULL,
  "boot_id" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("company_id", "computer", "from_at", "boot_id")
) WITHOUT ROWID;
CREATE INDEX "api_heartbeats_company_id_computer_to_at_idx" ON "api_heartbeats" ("company_id", "computer", "to_at");

-- EventCount
CREATE TABLE "api_event_counts" (
  "company_id" INTEGER NOT NULL,
  "quarter" DATETIME NOT NULL,
  "api_key_id" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  PRIMARY KEY ("company_id", "quarter", "api_key_id", "kind")
) WITHOUT ROWID;
CREATE INDEX "api_event_counts_api_key_id_quarter_idx" ON "api_event_counts" ("api_key_id", "quarter");

-- SessionRow
CREATE TABLE "api_sessions" (
  "company_id" INTEGER NOT NULL,
  "id" TEXT NOT NULL,
  "site_id" INTEGER NOT NULL,
  "person" TEXT NOT NULL,
  "computer" TEXT NOT NULL,
  "started_at" DATETIME NOT NULL,
  "ended_at" DATETIME,
  "end_reason" TEXT NOT NULL,
  "implied" BOOLEAN NOT NULL DEFAULT false,
  "estimated" BOOLEAN NOT NULL DEFAULT false,
  "active_seconds" INTEGER NOT NULL,
  "locked_seconds" INTEGER NOT NULL,
  "unaccounted_seconds" INTEGER NOT NULL,
  "segments" TEXT NOT NULL,
  PRIMARY KEY ("company_id", "id")
);
CREATE INDEX "api_sessions_company_id_started_at_idx" ON "api_sessions" ("company_id", "started_at");
CREATE INDEX "api_sessions_company_id_person_started_at_idx" ON "api_sessions" ("company_id", "person", "started_at");
CREATE INDEX "api_sessions_company_id_ended_at_idx" ON "api_sessions" ("company_id", "ended_at");

-- PersonDay
CREATE TABLE "api_person_days" (
  "company_id" INTEGER NOT NULL,
  "date" TEXT NOT NULL,
  "person" TEXT NOT NULL,
  "first_at" DATETIME NOT NULL,
  "last_at" DATETIME NOT NULL,
  "active_seconds" INTEGER NOT NULL,
  "locked_seconds" INTEGER NOT NULL,
  "break_seconds" INTEGER NOT NULL,
  "unaccounted_seconds" INTEGER NOT NULL,
  "verified_share" REAL NOT NULL,
  "computers" INTEGER NOT NULL,
  "sessions" INTEGER NOT NULL,
  "flags" TEXT NOT NULL DEFAULT '',
  PRIMARY KEY ("company_id", "date", "person")
) WITHOUT ROWID;

-- Dirty
CREATE TABLE "api_dirty" (
  "company_id" INTEGER NOT NULL,
  "computer" TEXT NOT NULL,
  "since" DATETIME NOT NULL,
  PRIMARY KEY ("company_id", "computer")
) WITHOUT ROWID;

-- ErrorLog
CREATE TABLE "api_error_logs" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "at" DATETIME NOT NULL,
  "level" TEXT NOT NULL,
  "logger" TEXT NOT NULL,
  "message" TEXT NOT NULL,
  "stack" TEXT,
  "request_id" TEXT,
  "user_id" INTEGER,
  "ip" TEXT
);
CREATE INDEX "api_error_logs_at_idx" ON "api_error_logs" ("at");

-- AuditLog
CREATE TABLE "app_audit_logs" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "at" DATETIME NOT NULL,
  "actor_kind" TEXT NOT NULL,
  "actor_id" INTEGER,
  "actor_name" TEXT NOT NULL,
  "ip" TEXT,
  "company_id" INTEGER,
  "action" TEXT NOT NULL,
  "outcome" TEXT NOT NULL DEFAULT 'ok',
  "target_kind" TEXT,
  "target_id" TEXT,
  "target_label" TEXT,
  "changes" TEXT NOT NULL DEFAULT '',
  "count" INTEGER NOT NULL DEFAULT 1,
  "chain_index" INTEGER,
  "noise_key" TEXT,
  "previous_hash" TEXT,
  "hash" TEXT
);
CREATE INDEX "app_audit_logs_at_idx" ON "app_audit_logs" ("at");
CREATE INDEX "app_audit_logs_company_id_at_idx" ON "app_audit_logs" ("company_id", "at");
CREATE INDEX "app_audit_logs_chain_index_idx" ON "app_audit_logs" ("chain_index");
CREATE INDEX "app_audit_logs_noise_key_idx" ON "app_audit_logs" ("noise_key");

-- AuditHead
CREATE TABLE "app_audit_head" (
  "id" INTEGER NOT NULL,
  "links" INTEGER NOT NULL,
  "hash" TEXT NOT NULL,
  PRIMARY KEY ("id")
);
