from django.http import HttpResponse


def take(request, **kwargs):
    return HttpResponse()
