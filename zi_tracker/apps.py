"""App configurations that differ from Django's defaults."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig as DjangoStaticFilesConfig


class SiteConfig(AppConfig):
    """The project itself, for commands that reach into every app."""

    name = "zi_tracker"


class AdminConfig(DjangoAdminConfig):
    """The admin with our own gate: roles instead of staff flags."""

    default_site = "zi_tracker.admin_site.RoleAdminSite"


class StaticFilesConfig(DjangoStaticFilesConfig):
    """Leaves out the many variants of the vendor packages that no page uses."""

    ignore_patterns = [
        *DjangoStaticFilesConfig.ignore_patterns,
        "*.rtl.*",
        "bootstrap-grid*",
        "bootstrap-reboot*",
        "bootstrap-utilities*",
        "bootstrap.css*",
        "bootstrap.esm*",
        "bootstrap.js*",
        "bootstrap.min.js*",
        "bootstrap.bundle.js*",
        "inter-cyrillic*",
        "inter-greek*",
        "inter-vietnamese*",
        "inter-*-opsz-*",
        "inter-*-standard-*",
        "*.woff",
        "purify.cjs*",
        "purify.cov*",
        "purify.es*",
        "purify.js*",
        "squire-raw*",
        "squire.mjs*",
        "*.d.ts",
        "*.d.ts.map",
    ]
