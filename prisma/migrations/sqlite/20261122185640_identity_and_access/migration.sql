ALTER TABLE "app_auth_sessions" ADD COLUMN "mfa_tries" INTEGER NOT NULL DEFAULT 0;

ALTER TABLE "app_auth_invitations" ADD COLUMN "username" TEXT;

ALTER TABLE "app_auth_settings" ADD COLUMN "rate_limits_enabled" BOOLEAN;
ALTER TABLE "app_auth_settings" ADD COLUMN "login_limit" INTEGER;
ALTER TABLE "app_auth_settings" ADD COLUMN "login_period_seconds" INTEGER;
ALTER TABLE "app_auth_settings" ADD COLUMN "register_limit" INTEGER;
ALTER TABLE "app_auth_settings" ADD COLUMN "register_period_seconds" INTEGER;
ALTER TABLE "app_auth_settings" ADD COLUMN "api_limit" INTEGER;
ALTER TABLE "app_auth_settings" ADD COLUMN "api_period_seconds" INTEGER;

ALTER TABLE "api_error_logs" ADD COLUMN "n" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "api_error_logs" ADD COLUMN "last_at" DATETIME;
ALTER TABLE "api_error_logs" ADD COLUMN "dedupe_key" TEXT;
CREATE INDEX "api_error_logs_dedupe_key_idx" ON "api_error_logs" ("dedupe_key");
