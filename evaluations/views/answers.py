from django.http import HttpResponse


def save(request, **kwargs):
    return HttpResponse()


def save_sheet(request, **kwargs):
    return HttpResponse()


def agree(request, **kwargs):
    return HttpResponse()
