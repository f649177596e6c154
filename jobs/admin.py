"""The queue's own tables are plumbing: people look at jobs on their page, so django-q's admin pages go."""

from django.contrib import admin
from django_q.models import Failure, OrmQ, Schedule, Success

admin.site.unregister([Failure, OrmQ, Schedule, Success])
