from django.http import HttpResponse


def index(request, **kwargs):
    return HttpResponse()


def create(request, **kwargs):
    return HttpResponse()


def change(request, **kwargs):
    return HttpResponse()


def open_(request, **kwargs):
    return HttpResponse()


def lock(request, **kwargs):
    return HttpResponse()
